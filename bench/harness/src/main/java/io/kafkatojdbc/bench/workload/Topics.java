package io.kafkatojdbc.bench.workload;

import io.kafkatojdbc.bench.server.KafkaBroker;

/** The topics that several systems read. */
public final class Topics {

	private final KafkaBroker kafka;

	/**
	 * Creates access to the topics.
	 * @param kafka the broker with the topics
	 */
	public Topics(KafkaBroker kafka) {
		this.kafka = kafka;
	}

	/**
	 * Creates and fills the topics of a workload.
	 * @param workload the workload
	 */
	public void fill(Workload workload) {
		fill(workload.name(), workload, workload.content()::json);
		if (workload.content().connectDiffers()) {
			fill(forConnect(workload), workload, workload.content()::connectJson);
		}
	}

	private void fill(String topic, Workload workload, TopicFiller.Form form) {
		this.kafka.createTopic(topic, workload.partitions());
		new TopicFiller(this.kafka.bootstrapServers()).fill(topic, workload, workload.sequence(), form);
	}

	/**
	 * Returns the topic that Kafka Connect reads.
	 * @param workload the workload
	 * @return a separate topic if Kafka Connect cannot read the common topic
	 */
	public static String forConnect(Workload workload) {
		return workload.name() + (workload.content().connectDiffers() ? "-connect" : "");
	}

}
