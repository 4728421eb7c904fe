/** The servers that the compared systems need, each in its own process. */
package io.kafkatojdbc.bench.server;
