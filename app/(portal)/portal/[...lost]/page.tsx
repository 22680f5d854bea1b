import { notFound } from 'next/navigation';
import { requireActor } from '@/app/portal-actor';

/** An address of the portal that leads nowhere is told so beside the rail; a visitor signs in first, as everywhere here. */
export default async function LostPage() {
  await requireActor('enter the portal');
  notFound();
}
