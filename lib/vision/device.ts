import { config } from '@/lib/config';
import { type DeviceChoice, type DeviceReport, fastest, listDevices } from '@/lib/nn/devices';

export interface Devices {
  /** JARI_DEVICE. */
  setting: string;
  /** What it comes to on this machine. */
  chosen: string;
  devices: DeviceReport[];
}

async function look(): Promise<Devices> {
  const devices = await listDevices();
  const setting = config.JARI_DEVICE as DeviceChoice;
  return { setting, chosen: setting === 'auto' ? fastest(devices) : setting, devices };
}

let known: Promise<Devices> | undefined;

/** What networks can run on here. Each is tried once in the life of the process: it takes a second or two. */
export function chosenDevice(): Promise<Devices> {
  known ??= look();
  known.catch(() => {
    known = undefined;
  });
  return known;
}
