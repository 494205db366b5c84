import { useCallback, useEffect, useState } from 'react';
import { ApiFailure } from '../../api/problem.ts';

interface Loaded<Value> {
  value?: Value;
  failure?: unknown;
  retry(): void;
}

/** What comes from the network on demand, and how to ask again when it does not. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<{ load?: unknown; value?: Value; failure?: unknown }>({});
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another load
  useEffect(() => {
    let stale = false;
    load().then(
      (value) => !stale && setState({ load, value }),
      // The only thing that can fail is the way to the file.
      () => !stale && setState({ load, failure: new ApiFailure('network') }),
    );
    return () => {
      stale = true;
    };
  }, [load, attempt]);
  const retry = useCallback(() => {
    setState({});
    setAttempt((one) => one + 1);
  }, []);
  return state.load === load ? { value: state.value, failure: state.failure, retry } : { retry };
}
