using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.ServiceDefaults;

/// <summary>
/// The bus of a service: RabbitMQ from the connection string <c>rabbitmq</c>, quorum queues named <c>service-message</c>.
/// </summary>
public static class Messaging
{
    /// <summary>
    /// How often a quorum queue delivers a message whose consumer dies before the queue drops it. A dropped message still
    /// has a row in Dataset and is published again when its lease expires.
    /// </summary>
    public const int DeliveryLimit = 3;

    /// <param name="builder">The service.</param>
    /// <param name="service">Prefix of the service's queues, for example <c>scorer</c>.</param>
    /// <param name="consumers">Adds the service's consumers with their definitions.</param>
    /// <param name="bus">Configures the bus beyond the service's consumers.</param>
    public static WebApplicationBuilder AddMessaging(
        this WebApplicationBuilder builder,
        string service,
        Action<IBusRegistrationConfigurator> consumers,
        Action<IBusRegistrationContext, IRabbitMqBusFactoryConfigurator>? bus = null
    )
    {
        var address =
            builder.Configuration.GetConnectionString("rabbitmq")
            ?? throw new InvalidOperationException(
                "No broker: set ConnectionStrings__rabbitmq=amqp://user:password@host:port, or start the service through ./platform up."
            );
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<Connections>();
        builder.Services.AddHostedService<BusWatch>();
        builder.Services.AddHealthChecks().AddCheck<Drain>("drain");
        builder.Services.AddMassTransit(x =>
        {
            // The bus library reports its use to its vendor unless this is disabled.
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, false));
            x.AddConfigureEndpointsCallback(
                (services, _, endpoint) => Configure(endpoint, services.GetRequiredService<Connections>())
            );
            x.AddConsumeObserver(services => new MessageMetrics(
                services.GetRequiredService<IMeterFactory>(),
                service,
                services.GetRequiredService<TimeProvider>()
            ));
            consumers(x);
            x.UsingRabbitMq(
                (context, rabbit) =>
                {
                    rabbit.Host(new Uri(address), h => h.Heartbeat(TimeSpan.FromSeconds(10)));
                    rabbit.ConfigureJsonSerializerOptions(Json);
                    bus?.Invoke(context, rabbit);
                    rabbit.ConfigureEndpoints(context);
                }
            );
        });
        return builder;
    }

    /// <summary>
    /// Declares the queue that will consume <typeparamref name="T"/> on the publisher's side too, so that a message
    /// published before the first consumer has ever run is kept.
    /// </summary>
    public static void PublishTo<T>(this IRabbitMqBusFactoryConfigurator bus, string queue)
        where T : class =>
        bus.Publish<T>(p =>
            p.BindQueue(
                $"{typeof(T).Namespace}:{typeof(T).Name}",
                queue,
                q =>
                {
                    q.SetQueueArgument("x-queue-type", "quorum");
                    q.SetQueueArgument("x-delivery-limit", DeliveryLimit);
                }
            )
        );

    private static void Configure(IReceiveEndpointConfigurator endpoint, Connections connections)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
            connections.Follow(rabbit);
        }
    }

    private static JsonSerializerOptions Json(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
