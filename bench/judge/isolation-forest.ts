type Node = { feature: number; cut: number; low: Node; high: Node } | { size: number };

/** Isolation forest (Liu, Ting and Zhou 2008): odd points are cut off by few random cuts. */
export class IsolationForest {
  private readonly trees: Node[];
  private readonly usual: number;

  constructor(sample: readonly (readonly number[])[], random: () => number, trees = 100, size = 256) {
    const depth = Math.ceil(Math.log2(size));
    this.usual = pathLength(size);
    this.trees = Array.from({ length: trees }, () => {
      const part = Array.from({ length: size }, () => sample[Math.floor(random() * sample.length)] ?? []);
      return grow(part, depth, random);
    });
  }

  /** 0–1; about 0.5 for a usual point. */
  score(point: readonly number[]): number {
    let total = 0;
    for (const tree of this.trees) total += depthOf(tree, point);
    return 2 ** (-total / this.trees.length / this.usual);
  }
}

function grow(points: readonly (readonly number[])[], depth: number, random: () => number): Node {
  if (depth === 0 || points.length <= 1) return { size: points.length };
  const feature = Math.floor(random() * (points[0]?.length ?? 1));
  const values = points.map((p) => p[feature] ?? 0);
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (low === high) return { size: points.length };
  const cut = low + random() * (high - low);
  return {
    feature,
    cut,
    low: grow(
      points.filter((p) => (p[feature] ?? 0) < cut),
      depth - 1,
      random,
    ),
    high: grow(
      points.filter((p) => (p[feature] ?? 0) >= cut),
      depth - 1,
      random,
    ),
  };
}

function depthOf(tree: Node, point: readonly number[]): number {
  let node = tree;
  let depth = 0;
  while ('cut' in node) {
    node = (point[node.feature] ?? 0) < node.cut ? node.low : node.high;
    depth++;
  }
  return depth + pathLength(node.size);
}

/** Mean depth of an unsuccessful search in a binary tree of `n` points. */
function pathLength(n: number): number {
  return n <= 1 ? 0 : 2 * (Math.log(n - 1) + 0.5772156649) - (2 * (n - 1)) / n;
}
