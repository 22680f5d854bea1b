/** What this client calls itself. */
export const SOFTWARE = 'smp-device/1.0';
