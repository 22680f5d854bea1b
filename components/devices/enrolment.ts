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
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message: string }[];
}

export function isEnrolment(result: DoorResult): result is DoorResult & Enrolment {
  return result.qr !== undefined;
}

export type Posted =
  | { readonly ok: true; readonly results: readonly DoorResult[] }
  | { readonly ok: false; readonly refusal: Pick<DoorResult, 'errors' | 'detail' | 'status' | 'market_id'> };

/** Asks a door for administrators, as whoever is signed in; a status of 0 says that no answer came. */
export async function askDoor(path: string, body: object): Promise<Posted> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { results?: DoorResult[] } & DoorResult;
    if (response.ok && answer.results !== undefined) return { ok: true, results: answer.results };
    return { ok: false, refusal: { ...answer, status: response.status } };
  } catch {
    return { ok: false, refusal: { status: 0 } };
  }
}
