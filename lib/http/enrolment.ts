import { toString as toQr } from 'qrcode';
import type { Runtime } from '@/lib/runtime';

export interface Enrolment {
  readonly enrolment_code: string;
  readonly enrolment_expires_at: string;
  readonly enrolment_url: string;
  /** SVG data URL. */
  readonly qr: string;
}

/**
 * A one-time code as people get it. It travels in the fragment of the address: browsers never send that to a
 * server, so no log can hold it. Its end travels beside it, for whoever gets the address alone.
 */
export async function enrolmentOf(
  runtime: Pick<Runtime, 'config'>,
  request: Pick<Request, 'url'>,
  code: string,
  expiresAt: number,
): Promise<Enrolment> {
  const until = new Date(expiresAt).toISOString();
  const url = `${publicUrl(runtime, request)}/field#enrol=${code}&until=${until.replace(/\.\d+/, '')}`;
  const svg = await toQr(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return {
    enrolment_code: code,
    enrolment_expires_at: until,
    enrolment_url: url,
    qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  };
}

/** Where people reach the platform: as configured, else as this request did. */
function publicUrl(runtime: Pick<Runtime, 'config'>, request: Pick<Request, 'url'>): string {
  return (runtime.config.publicUrl ?? new URL(request.url).origin).replace(/\/$/, '');
}
