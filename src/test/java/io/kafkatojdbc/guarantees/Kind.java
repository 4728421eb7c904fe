package io.kafkatojdbc.guarantees;

import java.util.Random;

/**
 * The kinds of disturbances that the promises are kept in. How often a kind comes up in a
 * chaos run depends on its weight, which is low for what takes long.
 */
enum Kind {

	SERVICE_KILLED(4, ServiceFaults::killAtAnyTime),

	SERVICE_KILLED_WHILE_STAGING(4, ServiceFaults::killWhileStaging),

	SERVICE_KILLED_WHILE_MERGING(4, ServiceFaults::killWhileMerging),

	INSTANCE_KILLED(6, ServiceFaults::killOne),

	BACKEND_KILLED(10, DatabaseFaults::killBackend),

	BACKEND_FROZEN_WHILE_STAGING(3, DatabaseFaults::freezeBackend),

	DATABASE_CRASHED(10, DatabaseFaults::crash),

	DATABASE_CRASHED_AFTER_THE_LAST_RECORD(8, DatabaseFaults::crashAtTail, After.NOTHING_COMES),

	DATABASE_STOPPED_DURING_A_REBALANCE(6, DatabaseFaults::stopDuringRebalance),

	DATABASE_READ_ONLY(2, DatabaseFaults::readOnly),

	DATABASE_LIMITS_TIME(3, DatabaseFaults::limitTime),

	DATABASE_UNREACHABLE(3, DatabaseFaults::unreachable),

	DATABASE_CONNECTIONS_LOST(2, DatabaseFaults::loseConnections),

	CONNECTIONS_EXHAUSTED(6, DatabaseFaults::exhaustConnections),

	DISK_FULL_WHILE_STAGING(6, DatabaseFaults::fillDiskWhileStaging),

	DISK_FULL_WHILE_MERGING(6, DatabaseFaults::fillDiskWhileMerging),

	DATABASE_WENT_BACK(2, CopyFaults::databaseGoesBack),

	BROKER_RESTARTED(6, BrokerFaults::restart),

	BROKER_UNREACHABLE(3, BrokerFaults::unreachable),

	TRANSACTIONS_ABORTED_AT_THE_TAIL(6, BrokerFaults::abortTransactionsAtTail, After.NOTHING_COMES),

	LOG_CUT(2, CopyFaults::logIsCut),

	TOPIC_REMADE(2, TopicFaults::remake),

	PARTITION_ADDED(1, TopicFaults::addPartition),

	COLUMN_ADDED(4, TableFaults::addColumn),

	INSTANCE_FROZEN_WHILE_STAGING(2, ServiceFaults::freezeWhileStaging),

	INSTANCE_FROZEN_BEFORE_CLEARED(4, ServiceFaults::freezeBeforeCleared),

	SEALING_HELD_UP(4, ServiceFaults::holdUpSealing, After.NOTHING_COMES),

	REBALANCES(6, GroupFaults::rebalance),

	GROUP_PROTOCOL_SWITCHED(3, GroupFaults::switchProtocol),

	PROCEDURE_FAILS_EVERY_THIRD_TIME(6, ProcedureFaults::failEveryThirdTime),

	PROCEDURE_HANGS(4, ProcedureFaults::hang),

	PROCEDURE_COMMITS(6, ProcedureFaults::commit),

	PROCEDURE_FAILS_FOR_ONE_ROW_THAT_IS_MENDED(4, ProcedureFaults::failForOneRowThatIsMended),

	PROCEDURE_FAILS_FOR_ONE_ROW_SET_ASIDE(4, SetAsideFaults::mergeLater),

	SET_ASIDE_MERGED_WHILE_BACKEND_KILLED(4, SetAsideFaults::mergeWhileKilled),

	REJECTED_RECORDS_RETRIED_WHILE_KILLED(4, RejectedFaults::retryWhileKilled),

	FORMAT_SWITCHED(3, RejectedFaults::switchFormat),

	CONFIGURATION_CHANGED_WHILE_OPEN(4, GroupFaults::changeWhileOpen),

	CONFIGURATION_CHANGED_WHILE_SEALED(4, GroupFaults::changeWhileSealed),

	CONFIGURATION_CHANGED_WHILE_MERGED(4, GroupFaults::changeWhileMerged),

	CONFIGURATION_CHANGED_WHILE_FAILED(4, GroupFaults::changeWhileFailed),

	CONFIGURATION_CHANGED_WHILE_SET_ASIDE(4, SetAsideFaults::changeConfiguration),

	SLOT_READ_FOR_LONG(6, DatabaseFaults::readSlotsForLong),

	IDLE_READER(3, DatabaseFaults::readSlotsAllTheTime);

	private final int weight;

	// All of them are references to static methods
	@SuppressWarnings("ImmutableEnumChecker")
	private final Disturbance disturbance;

	private final After after;

	Kind(int weight, Disturbance disturbance) {
		this(weight, disturbance, After.MORE_COMES);
	}

	Kind(int weight, Disturbance disturbance, After after) {
		this.weight = weight;
		this.disturbance = disturbance;
		this.after = after;
	}

	int weight() {
		return this.weight;
	}

	/** Tells whether it is about what happens when no record comes any more. */
	boolean endsSending() {
		return this.after == After.NOTHING_COMES;
	}

	void strike(Scene scene, Random random) {
		try {
			this.disturbance.strike(scene, random);
		}
		finally {
			scene.heal();
		}
	}

	/** What follows a disturbance. */
	private enum After {

		MORE_COMES, NOTHING_COMES

	}

}
