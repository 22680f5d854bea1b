import { type Actor, personBehind } from './actor';
import { may } from './may';

/** A price as far as it matters who may decide on it. */
export interface ReviewedPrice {
  readonly marketId: number;
  readonly regionId: number;
  /** The device that reported it. */
  readonly deviceId: string;
  /** Everybody who held that device between the observation and its arrival. */
  readonly reporterIds: readonly string[];
  /** Somebody else has the device now. */
  readonly handedOn: boolean;
}

/** Whoever sees held prices sees their cases; a market's people those of their market. */
export function canSeeReview(actor: Actor, price: ReviewedPrice): boolean {
  return may(actor, 'see held prices', price);
}

/** Whether somebody decides about prices at all, somewhere: who belongs to a market does not. */
export function reviews(actor: Actor): boolean {
  return (
    actor.kind !== 'device' &&
    may(actor, 'review prices') &&
    (actor.kind === 'job' || (actor.marketId ?? null) === null)
  );
}

/**
 * Reviewers decide, nationally or within their region. Nobody decides on their own report or on their market of
 * origin, so who belongs to a market decides on no price: they see, and they appeal.
 */
export function canReview(actor: Actor, price: ReviewedPrice): boolean {
  if (actor.kind === 'job' || actor.kind === 'device' || !may(actor, 'review prices', price)) return false;
  const person = personBehind(actor);
  if (price.reporterIds.some((id) => `user:${id}` === person)) return false;
  return (actor.marketId ?? null) === null;
}

/**
 * The person that reported the price, with the device as long as it is theirs or by their own session, and the people of
 * its market may appeal.
 */
export function canAppeal(actor: Actor, price: ReviewedPrice): boolean {
  if (actor.kind === 'device') return actor.deviceId === price.deviceId && !price.handedOn;
  if (actor.kind !== 'user') return false;
  return price.reporterIds.includes(actor.userId) || actor.marketId === price.marketId;
}
