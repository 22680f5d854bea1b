/** What a device is given to join with, as the doors answer it. */
export interface Enrolment {
  readonly device_id: string;
  readonly market_id: string;
  readonly enrolment_code: string;
  readonly enrolment_expires_at: string;
  readonly enrolment_url: string;
  /** SVG data URL. */
  readonly qr: string;
}

/** What became of one device or row. */
export interface DoorResult extends Partial<Enrolment> {
  readonly device_id: string;
  readonly status: number;
  readonly line?: number;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

export function isEnrolment(result: DoorResult): result is DoorResult & Enrolment {
  return result.qr !== undefined;
}

/** Why, in the door's words: the first field that is wrong, else the whole. */
export function whyNot(result: Pick<DoorResult, 'errors' | 'detail'>): string {
  return result.errors?.[0]?.message ?? result.detail ?? '';
}

export type Posted =
  | { readonly ok: true; readonly results: readonly DoorResult[] }
  | { readonly ok: false; readonly why: string };

/** Asks a door for administrators, as whoever is signed in. */
export async function askDoor(path: string, body: object): Promise<Posted> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { results?: DoorResult[] } & DoorResult;
    if (response.ok && answer.results !== undefined) return { ok: true, results: answer.results };
    return { ok: false, why: whyNot(answer) };
  } catch {
    return { ok: false, why: '' };
  }
}
