import type { Address } from '../../shared/forms/address';
import { boxesOf } from '../../shared/forms/keying/flow';
import type { Finding, Workings } from '../../shared/forms/workings';

/** What follows from an entry, as the room shows it. */
export type Derived = Readonly<{
  layout: Layout;
  /** What can be keyed now, in the order of the form. */
  boxes: readonly Address[];
  hidden: ReadonlySet<string>;
  /** Stored values of what is worked out. */
  computed: Readonly<Record<Address, string>>;
  findings: Readonly<Record<Address, readonly Finding[]>>;
}>;

/** What is there to be seen; the same as long as nothing was shown, hidden, added or taken out. */
type Layout = Readonly<{ workings: Workings | null; number: number; computedAddresses: readonly Address[] }>;

export const NOTHING_DERIVED: Derived = {
  layout: { workings: null, number: 0, computedAddresses: [] }, boxes: [], hidden: new Set(), computed: {}, findings: {},
};

const NO_FINDINGS: readonly Finding[] = [];

/** Takes over what has stayed the same, so that only what has changed is worked out and drawn again. */
export function derive(workings: Workings, parts: readonly string[], before: Derived): Derived {
  const seen = before.layout.workings === workings && before.layout.number === workings.layout ? before : seenNow(workings, parts);
  const findings: Record<Address, Finding[]> = {};
  for (const finding of workings.findings) (findings[finding.at] ??= []).push(finding);
  return {
    layout: seen.layout, boxes: seen.boxes, hidden: seen.hidden,
    computed: Object.fromEntries(seen.layout.computedAddresses.map((address) => [address, workings.value(address)])),
    findings: Object.fromEntries(Object.entries(findings).map(([at, now]) => [at, sameFindings(before.findings[at], now) ? (before.findings[at] ?? now) : now])),
  };
}

function seenNow(workings: Workings, parts: readonly string[]): Pick<Derived, 'layout' | 'boxes' | 'hidden'> {
  const addresses = workings.addresses();
  return {
    layout: { workings, number: workings.layout, computedAddresses: addresses.filter((address) => workings.isComputed(address)) },
    boxes: boxesOf(workings),
    hidden: new Set([...parts.filter((id) => workings.isPartHidden(id)), ...addresses.filter((address) => workings.isHidden(address))]),
  };
}

export function findingsAt({ findings }: Derived, address: Address): readonly Finding[] {
  return findings[address] ?? NO_FINDINGS;
}

function sameFindings(before: readonly Finding[] | undefined, now: readonly Finding[]): boolean {
  return before !== undefined && before.length === now.length && before.every((each, i) => each.key === now[i]?.key && each.trouble === now[i]?.trouble);
}
