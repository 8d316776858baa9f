package io.gatehouse.packaging;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ends threads of another JVM by an error that nobody expects, as a mistake in the program or a lack of memory would. */
final class Debugger {
    /** What the other JVM has to be started with; it says at which port it listens. */
    static final String OPTION = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

    private static final Pattern LISTENING = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");

    private Debugger() {}

    /**
     * Throws an error in a thread, wherever it is.
     *
     * @param output what the other JVM has printed
     */
    static void endThread(String output, String name) throws Exception {
        Matcher port = LISTENING.matcher(output);
        if (!port.find()) {
            throw new IllegalStateException("it listens nowhere: " + output);
        }
        VirtualMachine machine = attach(port.group(1));
        try {
            ThreadReference thread = machine.allThreads().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            thread.stop(error(machine));
        } finally {
            machine.dispose();
        }
    }

    private static VirtualMachine attach(String port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        return connector.attach(arguments);
    }

    /** Every JVM has made some of these for when there is no memory to make one. */
    private static ObjectReference error(VirtualMachine machine) {
        return machine.classesByName("java.lang.OutOfMemoryError")
                .get(0)
                .instances(1)
                .get(0);
    }
}
