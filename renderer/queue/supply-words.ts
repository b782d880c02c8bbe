import type { SupplyNews } from '../store/supply-feed';

/** What there is to say of work to come to somebody who has none ready; null: nothing but what is said of any queue. */
export function supplyWords(news: SupplyNews | null, isSaving: boolean, isOnline: boolean): `empty.${'asked' | 'askedOffline' | 'poolEmpty' | 'limit'}` | null {
  if (news === null || news.supply.kind === 'none') return null;
  const isAsked = news.isAsking || isSaving || news.supply.kind === 'wanted';
  if (isAsked) return isOnline ? 'empty.asked' : 'empty.askedOffline';
  if (news.supply.kind === 'limit') return 'empty.limit';
  // Cut off nobody knows what lies in the pool now.
  return news.supply.kind === 'empty' && isOnline ? 'empty.poolEmpty' : null;
}
