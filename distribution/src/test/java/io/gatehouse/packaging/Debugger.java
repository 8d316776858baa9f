package io.gatehouse.packaging;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has a thread of another JVM fail with an error that nobody expects, as a mistake in the program or a lack of memory would. */
final class Debugger {
    /** What the other JVM has to be started with; it says at which port it listens. */
    static final String OPTION = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

    private static final Pattern LISTENING = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");

    private Debugger() {}

    /**
     * Throws an error in the thread that begins with a method next.
     *
     * @param output what the other JVM has printed
     */
    static void fail(String output, String type, String method) throws Exception {
        Matcher port = LISTENING.matcher(output);
        if (!port.find()) {
            throw new IllegalStateException("it listens nowhere: " + output);
        }
        VirtualMachine machine = attach(Objects.requireNonNull(port.group(1)));
        try {
            Location begin = machine.classesByName(type)
                    .get(0)
                    .methodsByName(method)
                    .get(0)
                    .location();
            BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(begin);
            request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            request.enable();
            throwAtNext(machine);
        } finally {
            machine.dispose();
        }
    }

    private static void throwAtNext(VirtualMachine machine) throws Exception {
        while (true) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof BreakpointEvent reached) {
                    reached.thread().stop(error(machine));
                    events.resume();
                    return;
                }
            }
            events.resume();
        }
    }

    private static VirtualMachine attach(String port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(port);
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
