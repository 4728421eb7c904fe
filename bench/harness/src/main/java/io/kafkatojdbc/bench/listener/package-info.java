/**
 * Hand-written listeners, as one writes them without the service: what it is compared
 * with.
 */
package io.kafkatojdbc.bench.listener;
