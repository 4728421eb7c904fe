package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.kafkatojdbc.testing.Service;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The named consumers of one service, through its API.
 *
 * @param service the service
 */
public record NamedConsumers(Service service) {

	/**
	 * Adds a consumer.
	 * @param name its name
	 */
	public void add(String name) {
		assertThat(this.service.put("/api/consumers/" + name).status()).isBetween(200, 201);
	}

	/**
	 * Removes a consumer.
	 * @param name its name
	 */
	public void remove(String name) {
		assertThat(this.service.delete("/api/consumers/" + name).status()).isEqualTo(204);
	}

	void removeAll() {
		list().stream().map((consumer) -> consumer.get("name").asString()).forEach(this::remove);
	}

	/**
	 * Waits until so many partitions each are owned, in no matter which order.
	 * @param counts how many partitions each consumer owns
	 */
	public void awaitPartitions(Integer... counts) {
		List<Integer> wanted = Arrays.stream(counts).sorted().toList();
		condition("consumers owning partitions " + wanted).until(() -> partitions(), wanted::equals);
	}

	/**
	 * Tells how many partitions each consumer owns.
	 * @return the counts, the lowest first
	 */
	public List<Integer> partitions() {
		return list().stream().map((consumer) -> consumer.get("partitions").size()).sorted().toList();
	}

	/**
	 * Waits until all are in one state.
	 * @param state the state
	 */
	public void awaitState(String state) {
		condition("all consumers " + state).until(this::states, (states) -> states.stream().allMatch(state::equals));
	}

	/**
	 * Tells what the consumers do.
	 * @return their states
	 */
	public List<String> states() {
		return list().stream().map((consumer) -> consumer.get("state").asString()).toList();
	}

	private List<JsonNode> list() {
		return this.service.get("/api/consumers").json().valueStream().toList();
	}

	private static ConditionFactory condition(String what) {
		return await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).ignoreExceptions();
	}

}
