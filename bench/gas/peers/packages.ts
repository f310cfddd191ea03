import type { PeerPackage } from "./artifacts.ts";

export const FLOW: PeerPackage = {
  name: "@sablier/flow",
  version: "3.0.1",
  integrity: "sha512-P7r2tMHRTS3KadYzwd4iEzHaSbKzPQfM+W1LI1lqQ11VhbRR0sqFjE71V6jr+QQPA3ns/L1KLf24Op5VOIvPDg==",
};

export const LOCKUP: PeerPackage = {
  name: "@sablier/lockup",
  version: "4.0.1",
  integrity: "sha512-jEWd1RqcYpjFx9X5SCju9Aqlge+R5zSxb+7K2jYt7wtytTQmUzIRN+q4UadMcJMSmskHU+6mf9lDfkng9Bgjrw==",
};

/** Holds the comptroller that both ask for their fee. */
export const UTILS: PeerPackage = {
  name: "@sablier/evm-utils",
  version: "2.0.1",
  integrity: "sha512-LRyCMKTHMbnUbiTTO1IGsCVXzl+KL63K3qSjynwmXOZhUfPDE0MIqvvRlvF34JukWGy60IkdmnsPD0lWk+fzuw==",
};
