import { devicePersonDoor } from '@/lib/http/device-admin';

export const dynamic = 'force-dynamic';
export const POST = devicePersonDoor;
