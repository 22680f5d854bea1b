import { confidenceDoor } from '@/lib/http/forecast';

export const dynamic = 'force-dynamic';
export const GET = confidenceDoor;
