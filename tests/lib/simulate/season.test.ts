import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gaussian, mix, uniform, wander } from '@/lib/simulate/noise';
import { fitSwing } from '@/lib/simulate/season';

const size = fc.double({ min: -1, max: 1, noNaN: true });

it('a yearly swing is found again, beside any trend and with months missing', () => {
  fc.assert(
    fc.property(size, size, size, size, fc.nat(23), (level, trend, cos, sin, missing) => {
      const logs = Array.from({ length: 24 }, (_, t) => {
        const angle = (2 * Math.PI * (t + 0.5)) / 12;
        return t === missing ? Number.NaN : level + trend * t + cos * Math.cos(angle) + sin * Math.sin(angle);
      });
      const { swing, residuals } = fitSwing(logs);
      expect(swing.cos).toBeCloseTo(cos, 6);
      expect(swing.sin).toBeCloseTo(sin, 6);
      for (const [t, r] of residuals.entries()) if (t !== missing) expect(r).toBeCloseTo(0, 6);
    }),
  );
});

it('noise is spread as it says: uniform, normal, and wandering with unit variance', () => {
  const n = 20_000;
  const positions = Array.from({ length: n }, (_, i) => i);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const uniforms = positions.map((i) => uniform(77, i));
  expect(mean(uniforms)).toBeCloseTo(0.5, 1);
  expect(mean(uniforms.map((u) => (u - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  const normals = positions.map((i) => gaussian(78, i));
  expect(Math.abs(mean(normals))).toBeLessThan(0.03);
  expect(mean(normals.map((x) => x * x))).toBeCloseTo(1, 1);
  const paths = positions.map((i) => wander(mix(5, i), 1000));
  expect(Math.abs(mean(paths))).toBeLessThan(0.03);
  expect(mean(paths.map((x) => x * x))).toBeCloseTo(1, 1);
});
