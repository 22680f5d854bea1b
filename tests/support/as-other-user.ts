const NOBODY = 65_534;

/**
 * Does work with the rights of somebody who owns nothing, when the tests run as root, whom no right of a file keeps out;
 * else as who they are.
 */
export async function asOtherUser<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
