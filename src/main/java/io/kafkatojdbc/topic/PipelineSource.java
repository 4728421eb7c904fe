package io.kafkatojdbc.topic;

/**
 * The source of a pipeline's records.
 *
 * @param topicId the topic's id; a topic that is deleted and created again gets another
 * id
 * @param clusterId the Kafka cluster's id
 * @param consumerGroup the consumer group's id
 */
record PipelineSource(String topicId, String clusterId, String consumerGroup) {
}
