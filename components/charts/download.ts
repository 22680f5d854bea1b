/** Hands a file to the browser's download. */
export function downloadBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export interface Poster {
  readonly title: string;
  readonly subtitle: string;
  readonly source: string;
}

const MARGIN = 24;
const HEAD = 76;
const FOOT = 40;

/** The chart with its title and source on paper, so that the picture still says what it is elsewhere. */
export async function chartPng(chart: HTMLCanvasElement, poster: Poster): Promise<Blob> {
  const style = getComputedStyle(document.documentElement);
  const scale = chart.width / chart.clientWidth || 1;
  const canvas = document.createElement('canvas');
  canvas.width = chart.width + 2 * MARGIN * scale;
  canvas.height = chart.height + (HEAD + FOOT) * scale;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures');
  context.fillStyle = style.getPropertyValue('--card');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, MARGIN * scale, HEAD * scale);
  const write = (text: string, size: number, weight: number, colour: string, y: number) => {
    context.font = `${weight} ${size * scale}px ${style.getPropertyValue('--font')}`;
    context.fillStyle = style.getPropertyValue(colour);
    context.fillText(text, MARGIN * scale, y * scale, canvas.width - 2 * MARGIN * scale);
  };
  write(poster.title, 18, 700, '--ink', 36);
  write(poster.subtitle, 13, 400, '--muted', 58);
  write(poster.source, 12, 400, '--muted', canvas.height / scale - 16);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be made'))));
  });
}
