import { alertClose } from '@/lib/http/alerts';

export const dynamic = 'force-dynamic';
export const POST = alertClose;
