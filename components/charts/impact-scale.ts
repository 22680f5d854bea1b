/** Palette step 1–5. */
export function impactStep(score: number): 1 | 2 | 3 | 4 | 5 {
  if (score >= 80) return 5;
  if (score >= 60) return 4;
  if (score >= 40) return 3;
  if (score >= 20) return 2;
  return 1;
}

/** Radius in pixels: the area grows with the score. */
export function impactRadius(score: number, largest = 7): number {
  const least = largest / 3;
  return Math.sqrt(least ** 2 + (largest ** 2 - least ** 2) * (Math.min(100, Math.max(0, score)) / 100));
}
