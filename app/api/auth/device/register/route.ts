import { registerDoor } from '@/lib/http/device-doors';

export const dynamic = 'force-dynamic';
export const POST = registerDoor;
