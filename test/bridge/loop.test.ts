import { expect } from "chai";
import { ConfigurationError, EndpointError } from "../../src/bridge/errors.ts";
import { createBell } from "../../src/bridge/bell.ts";
import { repeat } from "../../src/bridge/loop.ts";

describe("What is done again and again", () => {
  it("goes on until it is told to stop", async () => {
    const stop = new AbortController();
    let steps = 0;
    const step = (): Promise<number> => {
      if (++steps === 5) stop.abort();
      return Promise.resolve(0);
    };
    await repeat(step, { signal: stop.signal, onError: () => {} });
    expect(steps).to.equal(5);
  });

  it("stops at once while it rests", async () => {
    const stop = new AbortController();
    const done = repeat(() => Promise.resolve(3_600_000), { signal: stop.signal, onError: () => {} });
    await new Promise(setImmediate);
    stop.abort();
    await done;
  });

  it("goes on after what may pass, and counts how often in a row it failed", async () => {
    const stop = new AbortController();
    const failures: number[] = [];
    const outcomes = [new EndpointError("silent", ""), new Error("odd"), 0, new EndpointError("silent", ""), 0];
    const step = (): Promise<number> => {
      const next = outcomes.shift();
      if (next === undefined) {
        stop.abort();
        return Promise.resolve(0);
      }
      return typeof next === "number" ? Promise.resolve(next) : Promise.reject(next);
    };
    await repeat(step, { signal: stop.signal, onError: (_error, count) => failures.push(count) });
    expect(failures).to.deep.equal([1, 2, 1]);
  });

  it("ends with what does not pass by itself", async () => {
    const told: unknown[] = [];
    const wrong = new ConfigurationError("another chain", "");
    const ended = repeat(() => Promise.reject(wrong), {
      signal: new AbortController().signal,
      onError: (error) => told.push(error),
    });
    expect(await ended.catch((error: unknown) => error)).to.equal(wrong);
    expect(told).to.deep.equal([wrong]);
  });

  describe("rests until its bell rings", () => {
    it("also when it rang before the rest began", async () => {
      const stop = new AbortController();
      const bell = createBell();
      let steps = 0;
      const step = (): Promise<number> => {
        bell.ring();
        if (++steps === 3) stop.abort();
        return Promise.resolve(3_600_000);
      };
      await repeat(step, { signal: stop.signal, bell, onError: () => {} });
      expect(steps).to.equal(3);
    });
    it("and rings once for each time", async () => {
      const stop = new AbortController();
      const bell = createBell();
      let steps = 0;
      const done = repeat(() => Promise.resolve((steps++, 3_600_000)), {
        signal: stop.signal,
        bell,
        onError: () => {},
      });
      for (let ring = 0; ring < 3; ring++) {
        await new Promise(setImmediate);
        bell.ring();
        bell.ring();
      }
      await new Promise(setImmediate);
      stop.abort();
      await done;
      expect(steps).to.equal(4);
    });
  });
});
