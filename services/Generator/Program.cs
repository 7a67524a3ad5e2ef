using Platform.DatasetClient;
using Platform.Generator;
using Platform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddDatasetApi(builder.Configuration);
builder.AddGeneration();
builder.AddGeneratorMessaging();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapDrain();
app.Run();
