import { decodeLeaf, plainLeafIndex } from './leaf';

/** Says what is wrong with an entry of our log at a position, or null: it must be canonical and know its place. */
export type EntryCheck = (entry: Uint8Array, index: number) => string | null;

export const checkLeaf: EntryCheck = (entry, index) => {
  try {
    const said = plainLeafIndex(entry) ?? decodeLeaf(entry).index;
    return said === index ? null : `the leaf says that it is number ${said}`;
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
};

/** For logs of others, whose entries mean nothing here. */
export const anyEntry: EntryCheck = () => null;
