using MassTransit;
using Platform.ServiceDefaults;

namespace Platform.Generator;

/// <summary>The generator's queues.</summary>
internal static class GeneratorMessaging
{
    public static WebApplicationBuilder AddGeneratorMessaging(this WebApplicationBuilder builder) =>
        builder.AddMessaging(
            "generator",
            x =>
            {
                x.AddConsumer<GenerateSolutionsConsumer, GeneratorConsumerDefinition<GenerateSolutionsConsumer>>();
                x.AddConsumer<GenerateStepsConsumer, GeneratorConsumerDefinition<GenerateStepsConsumer>>();
                x.AddConsumer<GenerateInteractivelyConsumer, GenerateInteractivelyDefinition>();
                x.AddConsumer<GenerationCancelledConsumer>().ExcludeFromConfigureEndpoints();
            },
            (context, rabbit) =>
                rabbit.ReceiveEndpoint(
                    new TemporaryEndpointDefinition("generator-cancelled"),
                    context.GetRequiredService<IEndpointNameFormatter>(),
                    endpoint => endpoint.ConfigureConsumer<GenerationCancelledConsumer>(context)
                )
        );
}
