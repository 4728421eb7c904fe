package io.kafkatojdbc.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;

/** Creates, grows and deletes topics. */
public class Topics {

	private final String bootstrapServers;

	/**
	 * Creates access to the topics of a cluster.
	 * @param bootstrapServers where it is
	 */
	public Topics(String bootstrapServers) {
		this.bootstrapServers = bootstrapServers;
	}

	/**
	 * Creates a topic.
	 * @param name its name
	 * @param partitions how many partitions it has
	 */
	public void create(String name, int partitions) {
		await((admin) -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
		awaitLeaders(name, partitions);
	}

	private void awaitLeaders(String name, int partitions) {
		// The broker knows of a partition a moment later, and a producer whose first
		// batch
		// comes too early while its second does not never gets them into their order
		// again.
		Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
			.boxed()
			.collect(Collectors.toMap((partition) -> new TopicPartition(name, partition),
					(partition) -> OffsetSpec.latest()));
		Awaitility.await("leaders of " + name).ignoreExceptions().until(() -> {
			await((admin) -> admin.listOffsets(ends).all());
			return true;
		});
	}

	/**
	 * Adds partitions to a topic.
	 * @param name its name
	 * @param total how many partitions it has afterwards
	 */
	public void addPartitions(String name, int total) {
		await((admin) -> admin.createPartitions(Map.of(name, NewPartitions.increaseTo(total))).all());
		awaitLeaders(name, total);
	}

	/**
	 * Deletes the oldest records of a partition, as retention does.
	 * @param name the topic's name
	 * @param partition the partition
	 * @param before the offset at which the partition begins afterwards
	 */
	public void deleteRecords(String name, int partition, long before) {
		await((admin) -> admin
			.deleteRecords(Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(before)))
			.all());
	}

	/**
	 * Changes a setting of a topic.
	 * @param name the topic's name
	 * @param setting the setting's name
	 * @param value its value
	 */
	public void configure(String name, String setting, String value) {
		AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
		await((admin) -> admin
			.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), List.of(change)))
			.all());
	}

	/**
	 * Deletes a topic.
	 * @param name its name
	 */
	public void delete(String name) {
		await((admin) -> admin.deleteTopics(List.of(name)).all());
	}

	/**
	 * Returns the id that a topic has got when it was made.
	 * @param name the topic's name
	 * @return its id
	 */
	public String id(String name) {
		return Objects.requireNonNull(await((admin) -> admin.describeTopics(List.of(name)).allTopicNames()).get(name))
			.topicId()
			.toString();
	}

	/**
	 * Returns where the partitions of a topic end.
	 * @param name the topic's name
	 * @return the offset that the next record gets, by partition
	 */
	public Map<Integer, Long> ends(String name) {
		Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
		Objects.requireNonNull(await((admin) -> admin.describeTopics(List.of(name)).allTopicNames()).get(name))
			.partitions()
			.forEach((each) -> latest.put(new TopicPartition(name, each.partition()), OffsetSpec.latest()));
		return await((admin) -> admin.listOffsets(latest).all()).entrySet()
			.stream()
			.collect(Collectors.toMap((end) -> end.getKey().partition(), (end) -> end.getValue().offset()));
	}

	/**
	 * Returns how far a consumer group has come, as lag tools see it.
	 * @param group its id
	 * @return the sum of the offsets that are committed for it
	 */
	public long committed(String group) {
		return await((admin) -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).values()
			.stream()
			.mapToLong(OffsetAndMetadata::offset)
			.sum();
	}

	private <T> T await(Command<T> command) {
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers))) {
			return command.send(admin).get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** What an administrator asks of the cluster. */
	private interface Command<T> {

		KafkaFuture<T> send(Admin admin);

	}

}
