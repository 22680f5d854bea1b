import { deviceStatusDoor } from '@/lib/http/device-self';

export const dynamic = 'force-dynamic';
export const POST = deviceStatusDoor;
