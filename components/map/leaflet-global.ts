import L from 'leaflet';

/** leaflet.heat adds itself to a global `L`; this module must be imported before it. */
Object.assign(globalThis, { L });

export default L;
