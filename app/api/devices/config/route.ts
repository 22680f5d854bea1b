import { deviceConfigDoor } from '@/lib/http/device-self';

export const dynamic = 'force-dynamic';
export const GET = deviceConfigDoor;
