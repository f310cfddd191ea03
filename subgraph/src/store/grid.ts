import { Grid } from "../../generated/schema";
import { ZERO } from "../rule/bounds";
import { GRID } from "./ids";

export function loadGrid(): Grid {
  const known = Grid.load(GRID);
  if (known !== null) return known;
  const grid = new Grid(GRID);
  grid.threebots = 0;
  grid.farms = 0;
  grid.nodes = 0;
  grid.poolsOpened = 0;
  grid.poolsOpen = 0;
  grid.reservations = 0;
  grid.refills = 0;
  grid.readings = 0;
  grid.evictions = 0;
  grid.cuBought = ZERO;
  grid.suBought = ZERO;
  grid.cuDrained = ZERO;
  grid.suDrained = ZERO;
  grid.cuRate = 0;
  grid.suRate = 0;
  grid.cuCapacity = 0;
  grid.suCapacity = 0;
  return grid;
}
