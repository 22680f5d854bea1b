import { forecastDoor } from '@/lib/http/forecast';

export const dynamic = 'force-dynamic';
export const GET = forecastDoor;
