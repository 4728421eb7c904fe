/**
 * Hand-written listeners, as people write them without the service. The service is
 * compared with them.
 */
package io.kafkatojdbc.bench.listener;
