import type { RangeExamination } from './examine-range';
import type { CommodityNames } from './Facts';
import { RangeEntries } from './RangeEntries';
import { Stair } from './Stair';
import { Verdict } from './Verdict';

interface Props {
  readonly examination: RangeExamination;
  readonly names: readonly CommodityNames[];
}

/** What came out of an exported range: the steps, and the entries that are proved. */
export function RangeResult({ examination, names }: Props) {
  const { leaves, fault, checkpoint } = examination.report;
  return (
    <div className="verify-result">
      <div className="verify-main">
        <Verdict examination={examination} />
        <Stair steps={examination.steps} />
      </div>
      <div className="verify-side">
        {leaves.length === 0 ? null : (
          <RangeEntries
            // Another file begins at its beginning.
            key={`${leaves[0]?.index} ${checkpoint}`}
            leaves={leaves}
            wrong={fault?.cut ? null : (fault?.index ?? null)}
            names={names}
          />
        )}
      </div>
    </div>
  );
}
