/** The servers that the compared systems need, each a process of its own. */
package io.kafkatojdbc.bench.server;
