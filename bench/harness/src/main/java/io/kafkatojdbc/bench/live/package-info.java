/**
 * Sends records at a given rate, and measures how long it takes until they are visible.
 */
package io.kafkatojdbc.bench.live;
