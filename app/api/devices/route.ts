import { devicesDoor } from '@/lib/http/device-admin';

export const dynamic = 'force-dynamic';
export const GET = devicesDoor;
