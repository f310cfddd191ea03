import { Hono } from "hono";

// Ponder wants one; nobody asks it for anything here.
export default new Hono();
