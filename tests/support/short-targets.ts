import type { Page } from 'playwright-core';

/** What WCAG 2.5.8 asks of a target, pixels. */
const LEAST = 24;

/**
 * Links and buttons that stand alone and are lower than a finger can be asked to meet. Those within a sentence, those that
 * only a reader of the screen meets, and those that lie beneath a whole card are none.
 */
export function shortTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const alone = (target: Element) =>
      target.parentElement?.textContent?.trim() === target.textContent?.trim() || target.tagName !== 'A';
    const covers = (target: Element) => getComputedStyle(target, '::after').position === 'absolute';
    const short = [...document.querySelectorAll('main a, main button, main summary, footer a')].filter(
      (target) => {
        const { width, height } = target.getBoundingClientRect();
        return width > 1 && height > 1 && height < least && alone(target) && !covers(target);
      },
    );
    return short.map((target) => target.outerHTML.slice(0, 120));
  }, LEAST);
}
