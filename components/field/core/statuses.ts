/** Whether sending the same again would be answered in the same way. */
export function isFinal(status: number): boolean {
  return status < 300 || [400, 404, 409, 413, 415, 422].includes(status);
}
