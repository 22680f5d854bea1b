import { impactRadius, impactStep } from './impact-scale';
import type { prepareSpark } from './prepare-spark';

/** What a small line draws in its SVG: the line, the days that mattered, and where it stands. */
export function SparkMarks({
  path,
  dots,
  end,
}: Pick<ReturnType<typeof prepareSpark>, 'path' | 'dots' | 'end'>) {
  if (end === null) return null;
  return (
    <>
      <path className="spark-line" d={path} />
      {dots.map((dot) => (
        <circle
          key={dot.x}
          className={`spark-dot seq-${impactStep(dot.score)}`}
          cx={dot.x}
          cy={dot.y}
          r={impactRadius(dot.score, 4.5)}
        />
      ))}
      <circle className="spark-end" cx={end.x} cy={end.y} r="2.5" />
    </>
  );
}
