import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Sentiment } from '@/lib/sentiment/sentiment';

const FOLDER = fileURLToPath(new URL('../../../shared/data/sentiment/', import.meta.url));

/** A text with what people said that it feels. */
export interface LabelledText {
  readonly text: string;
  readonly label: Sentiment;
  /** Letters and digits alone; the same for texts that differ in punctuation. */
  readonly key: string;
}

export interface Texts {
  /** Each text once, and none that stands in a valid file: half of NusaX was drawn from SmSA. */
  readonly learn: readonly LabelledText[];
  /** Two files of others, to be looked at once. */
  readonly valid: { readonly smsa: readonly LabelledText[]; readonly nusax: readonly LabelledText[] };
}

export function hasTexts(): boolean {
  return existsSync(`${FOLDER}smsa_train.tsv`);
}

export function loadTexts(): Texts {
  const valid = { smsa: readSmsa('smsa_valid.tsv'), nusax: readNusax('nusax_ind_valid.csv') };
  const taken = new Set([...valid.smsa, ...valid.nusax].map(({ key }) => key));
  const learn = [...readNusax('nusax_ind_train.csv'), ...readSmsa('smsa_train.tsv')].filter(({ key }) => {
    const isNew = !taken.has(key);
    taken.add(key);
    return isNew;
  });
  return { learn, valid };
}

function readSmsa(name: string): LabelledText[] {
  const lines = readFileSync(FOLDER + name, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => labelled(...(line.trim().split('\t') as [string, string])));
}

function readNusax(name: string): LabelledText[] {
  const rows: Record<'text' | 'label', string>[] = parse(readFileSync(FOLDER + name), {
    columns: true,
    bom: true,
  });
  return rows.map(({ text, label }) => labelled(text, label));
}

function labelled(text: string, label: string): LabelledText {
  if (label !== 'positive' && label !== 'neutral' && label !== 'negative')
    throw new Error(`no label: ${label}`);
  return { text, label, key: text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') };
}
