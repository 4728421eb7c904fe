package io.kafkatojdbc.bench.system;

import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * One run of one system, with its own database.
 *
 * @param name a name that no other run has, for example for consumer groups
 * @param servers the servers
 * @param workload the records that are written into the database
 * @param database the database, with an empty target table
 */
public record Trial(String name, Servers servers, Workload workload, Database database) {
}
