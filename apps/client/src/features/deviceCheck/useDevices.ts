import { useCallback, useEffect, useRef, useState } from 'react';
import type { Captured, DeviceTrouble } from '../../call/devices.ts';
import {
  captureBoth,
  captureCamera,
  captureMicrophone,
  listDevices,
  onDevicesChanged,
} from '../../call/devices.ts';

export interface LocalDevice {
  state: 'asking' | 'ready' | 'off' | DeviceTrouble;
  track?: MediaStreamTrack;
}

export interface Devices {
  microphone: LocalDevice;
  camera: LocalDevice;
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
  retry(): void;
  chooseCamera(deviceId: string): void;
  chooseMicrophone(deviceId: string): void;
  toggleCamera(): void;
  /** The tracks are the call's from now on: leaving the check does not stop them. */
  handOver(): void;
}

const ASKING: LocalDevice = { state: 'asking' };

function fromCaptured(captured: Captured): LocalDevice {
  if ('track' in captured) return { state: 'ready', track: captured.track };
  return { state: captured.trouble };
}

/** Camera and microphone as they truly are: asked for once, retried on request, told apart. */
export function useDevices(): Devices {
  const [microphone, setMicrophone] = useState(ASKING);
  const [camera, setCamera] = useState(ASKING);
  const [cameras, setCameras] = useState<MediaDeviceInfo[]>([]);
  const [microphones, setMicrophones] = useState<MediaDeviceInfo[]>([]);
  const held = useRef(new Set<MediaStreamTrack>());
  const gone = useRef(false);

  const keep = useCallback((device: LocalDevice, set: (device: LocalDevice) => void) => {
    const { track } = device;
    if (!track) return set(device);
    if (gone.current) return track.stop();
    held.current.add(track);
    track.addEventListener('ended', () => set({ state: 'missing' }));
    set(device);
  }, []);

  const list = useCallback(async () => {
    setCameras(await listDevices('videoinput'));
    setMicrophones(await listDevices('audioinput'));
  }, []);

  const ask = useCallback(async () => {
    setMicrophone(ASKING);
    setCamera(ASKING);
    const both = await captureBoth();
    keep(fromCaptured(both.microphone), setMicrophone);
    keep(fromCaptured(both.camera), setCamera);
    await list();
  }, [keep, list]);

  const drop = useCallback((track: MediaStreamTrack | undefined) => {
    if (!track) return;
    held.current.delete(track);
    track.stop();
  }, []);

  useEffect(() => {
    gone.current = false;
    void ask();
    const stopListening = onDevicesChanged(() => void list());
    const tracks = held.current;
    return () => {
      gone.current = true;
      stopListening();
      for (const track of tracks) track.stop();
      tracks.clear();
    };
  }, [ask, list]);

  return {
    microphone,
    camera,
    cameras,
    microphones,
    retry() {
      drop(microphone.track);
      drop(camera.track);
      void ask();
    },
    chooseCamera(deviceId) {
      drop(camera.track);
      void captureCamera(deviceId).then((captured) => keep(fromCaptured(captured), setCamera));
    },
    chooseMicrophone(deviceId) {
      drop(microphone.track);
      void captureMicrophone(deviceId).then((captured) =>
        keep(fromCaptured(captured), setMicrophone),
      );
    },
    toggleCamera() {
      if (camera.track) {
        drop(camera.track);
        setCamera({ state: 'off' });
      } else {
        void captureCamera().then((captured) => keep(fromCaptured(captured), setCamera));
      }
    },
    handOver() {
      held.current.clear();
    },
  };
}
