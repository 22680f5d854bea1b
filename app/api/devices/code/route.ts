import { deviceCodeDoor } from '@/lib/http/device-admin';

export const dynamic = 'force-dynamic';
export const POST = deviceCodeDoor;
