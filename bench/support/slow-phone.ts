import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** A line as Chromium's own tools name it: what remains of it after their allowance for lost packets. */
export interface Line {
  /** ms from a request to the first byte of its answer, at least. */
  readonly latency: number;
  /** Bytes a second. */
  readonly down: number;
  readonly up: number;
}

const KILOBIT = 1_000 / 8;
export const LINES = {
  '3G': { latency: 2_000, down: 400 * KILOBIT, up: 400 * KILOBIT },
  'slow 4G': { latency: 562.5, down: 1_440 * KILOBIT, up: 675 * KILOBIT },
} as const satisfies Readonly<Record<string, Line>>;

export const SCREEN = { width: 360, height: 640 };

/**
 * What the page itself watches, as a text that nothing on the way adds names to. `arm(test)` answers when the frame
 * after the first one that meets the test is painted, so that what is counted is what a person sees.
 */
const WATCH = `
  window.smp = { touched: 0, tasks: [], wait: null };
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) smp.tasks.push(task.duration);
  }).observe({ type: 'longtask', buffered: true });
  addEventListener('pointerdown', (event) => { smp.touched = event.timeStamp; }, true);
  smp.arm = (test) => {
    smp.wait = new Promise((done) => {
      const look = () => {
        if (!test()) return false;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now());
          channel.port2.postMessage(0);
        });
        return true;
      };
      if (look()) return;
      const observer = new MutationObserver(() => { if (look()) observer.disconnect(); });
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  };
`;

/** A test that a page can make: at least so many of these are there. */
export const shows = (selector: string, count = 1) =>
  `() => document.querySelectorAll(${JSON.stringify(selector)}).length >= ${count}`;

export interface SlowPhone {
  readonly page: Page;
  /** Bytes of answers to this page so far, as they came over the line. */
  fetched(): number;
  onLine(line: Line | null): Promise<void>;
  /** Opens an address. @returns ms from its start to the paint that meets the test */
  visit(url: string, test: string): Promise<number>;
  /** Touches what a selector names. @returns ms from the touch to the paint that meets the test */
  tap(selector: string, test: string): Promise<number>;
  /** The longest task since the last question, ms; what is shorter than 50 counts as none. */
  longestTask(): Promise<number>;
}

/** A page whose processor is so many times slower, on a line that can be chosen. */
export async function slowPhone(context: BrowserContext, slower: number): Promise<SlowPhone> {
  await context.addInitScript(WATCH);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await cdp.send('Network.enable');
  let bytes = 0;
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return {
    page,
    fetched: () => bytes,
    onLine: (line) => chooseLine(cdp, line),
    async visit(url, test) {
      const armed = await page.context().newCDPSession(page);
      await armed.send('Page.enable');
      const { identifier } = await armed.send('Page.addScriptToEvaluateOnNewDocument', {
        source: `smp.arm(${test})`,
      });
      await page.goto('about:blank');
      await page.goto(url, { waitUntil: 'commit' });
      const took = await page.evaluate<number>('smp.wait');
      await armed.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
      await armed.detach();
      return took;
    },
    async tap(selector, test) {
      const box = await page.locator(selector).first().boundingBox();
      if (box === null) throw new Error(`nothing to touch at ${selector}`);
      await page.evaluate(`smp.arm(${test})`);
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
      return page.evaluate<number>('smp.wait.then((at) => at - smp.touched)');
    },
    longestTask: () => page.evaluate<number>('Math.max(0, ...smp.tasks.splice(0))'),
  };
}

async function chooseLine(cdp: CDPSession, line: Line | null): Promise<void> {
  await cdp.send('Network.emulateNetworkConditions', {
    offline: line === null,
    latency: line?.latency ?? 0,
    downloadThroughput: line?.down ?? 0,
    uploadThroughput: line?.up ?? 0,
  });
}
