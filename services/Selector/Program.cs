using MassTransit;
using Platform.DatasetClient;
using Platform.Selector;
using Platform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddDatasetApi(builder.Configuration);
builder
    .Services.AddOptions<SelectorOptions>()
    .BindConfiguration("Selector")
    .ValidateDataAnnotations()
    .ValidateOnStart();
builder.Services.AddSingleton<SelectorMetrics>();
builder.Services.AddSingleton<Reporting>();
builder.Services.AddSingleton<Choosing>();
builder.Services.AddSingleton<Summarising>();
builder.Services.AddSingleton<Comparing>();
builder.AddMessaging(
    "selector",
    x =>
    {
        x.AddConsumer<BuildReportConsumer, SelectorConsumerDefinition<BuildReportConsumer>>();
        x.AddConsumer<ChooseSolutionsConsumer, SelectorConsumerDefinition<ChooseSolutionsConsumer>>();
        x.AddConsumer<BuildSearchReportConsumer, SelectorConsumerDefinition<BuildSearchReportConsumer>>();
        x.AddConsumer<SummariseExperimentConsumer, SelectorConsumerDefinition<SummariseExperimentConsumer>>();
    }
);

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapDrain();
await app.RunAsync();
