package io.kafkatojdbc.testing;

import java.nio.file.Path;
import java.util.Properties;

/** The properties of a broker that is its own controller and listens on loopback only. */
final class BrokerProperties {

	private BrokerProperties() {
	}

	static Properties of(int node, int port, int advertisedPort, int controllerPort, Path directory) {
		Properties properties = new Properties();
		properties.put("process.roles", "broker,controller");
		properties.put("node.id", String.valueOf(node));
		properties.put("controller.quorum.voters", "%d@127.0.0.1:%d".formatted(node, controllerPort));
		properties.put("controller.listener.names", "CONTROLLER");
		properties.put("listeners",
				"PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
		properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:%d".formatted(advertisedPort));
		properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
		properties.put("log.dirs", directory.toString());
		properties.put("auto.create.topics.enable", "false");
		properties.put("offsets.topic.num.partitions", "1");
		properties.put("offsets.topic.replication.factor", "1");
		properties.put("transaction.state.log.num.partitions", "1");
		properties.put("transaction.state.log.replication.factor", "1");
		properties.put("transaction.state.log.min.isr", "1");
		properties.put("share.coordinator.state.topic.replication.factor", "1");
		properties.put("share.coordinator.state.topic.min.isr", "1");
		properties.put("group.initial.rebalance.delay.ms", "0");
		properties.put("group.min.session.timeout.ms", "1000");
		// What consumers set themselves with the classic protocol, as in ServiceLauncher
		properties.put("group.consumer.min.heartbeat.interval.ms", "500");
		properties.put("group.consumer.heartbeat.interval.ms", "500");
		properties.put("group.consumer.min.session.timeout.ms", "1000");
		properties.put("group.consumer.session.timeout.ms", "6000");
		return properties;
	}

}
