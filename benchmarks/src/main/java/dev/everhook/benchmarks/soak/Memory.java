package dev.everhook.benchmarks.soak;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a Java process holds, in bytes.
 *
 * @param resident in memory; 0 where the operating system does not say so under {@code /proc}
 * @param heap in use on its heap, after a collection
 */
record Memory(long resident, long heap) {
  private static final int KIB = 1_024;

  /** Of a process, which collects its garbage for it. */
  static Memory of(long pid) throws Exception {
    long heap = heap(pid);
    return new Memory(resident(pid), heap);
  }

  // A process that this one has started tells the address.
  @SuppressWarnings("BanJNDI")
  private static long heap(long pid) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try (JMXConnector connector =
        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
      MemoryMXBean memory =
          ManagementFactory.getPlatformMXBean(
              connector.getMBeanServerConnection(), MemoryMXBean.class);
      memory.gc();
      return memory.getHeapMemoryUsage().getUsed();
    } finally {
      machine.detach();
    }
  }

  /** What a process holds in memory; 0 where that cannot be told. */
  static long resident(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
